"""A small sound delivery, to be broken by tests of the door."""

from pathlib import Path

SOUND = {
    "accounts": "account_id,account_name,city\n001,Jansen BV,Breda\n002,De Vries,Delft\n",
    "products": "product_id,product_name,product_category\nP1,Bolt,Fasteners\n",
    "invoices": "invoice_id,account_id,invoice_date\nI1,001,2024-01-01\nI2,002,2024-02-01\n",
    "invoice_lines": (
        "invoice_line_id,invoice_id,product_id,quantity,net_amount\n"
        "L1,I1,P1,2,10.50\nL2,I2,P1,1,5.25\n"
    ),
    "payments": "payment_id,account_id,payment_date,amount\nB1,001,2024-01-20,12.70\n",
}


def write_delivery(folder: Path) -> Path:
    """The five required files, in a folder that is made for them."""
    folder.mkdir(parents=True, exist_ok=True)
    for entity, text in SOUND.items():
        (folder / f"{entity}.csv").write_text(text, encoding="utf-8", newline="")
    return folder
