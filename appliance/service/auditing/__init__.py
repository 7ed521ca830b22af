"""What can be proven afterwards: the ledger's checkpoints, exports and refusals."""
