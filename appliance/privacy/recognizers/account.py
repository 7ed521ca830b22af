"""Bank, customer and other account numbers, which only their cue gives away."""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._cues import cued

RECOGNIZER = Recognizer(
    name="account",
    label="ACCOUNT_NUMBER",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="cue",
            pattern=cued(
                r"a/?c(?:count|ct)?|acct|routing|check(?:que)?(?= (?:no|num|#))|sort code|BSB|RTN|ABA(?= ?[#:\d])|transit(?= (?:no|num))|customer|client|member(?:ship)?|guarantor|"
                r"(?:kunden|mitglieds|vertrags)-?(?:nr|nummer)|kd\.?-?nr|klantnummer|kundnummer|asiakasnumero|lidnummer|"
                r"cuenta|cliente|konto|compte|conto|(?:расч[её]тный )?сч[её]т|р/с|حساب|账号|账户"
            ),
        ),
        Rule(
            name="wallet",
            pattern=r"\b(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[a-z0-9]{25,60}|0x[A-Fa-f\d]{40})\b",
            check=lambda value: any(map(str.isalpha, value)) and sum(map(str.isdigit, value)) > 1,
        ),
    ),
    positive=(
        ("to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa today", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
        ("Account number: 12-3456789", "12-3456789"),
        ("acct# 99887766 closed", "99887766"),
        ("Account ending in 4321", "4321"),
        ("BSB 062-000 Account", "062-000"),
        ("Kundennummer: K8193", "K8193"),
        ("Kd.-Nr. 204471", "204471"),
        ("Mitgliedsnr.: 55-1290", "55-1290"),
        ("شماره حساب: 123456789", "123456789"),
    ),
    negative=("Account balance is positive", "customer service", "Uric acid: 5.4"),
)
