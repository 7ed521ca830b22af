"""Other ways to find names, fitted on what the shipped tagger is fitted on and measured beside it.

Run by hand, see ``__main__``; what came out is in docs/adr/0013. Nothing here is shipped.
"""
