"""How a staged row becomes a line of an order, said once: what is stored, and what is compared with what is stored."""

# Of a staged row called `line`. An amount for the order as a whole stands in `total` where each row is an order.
QUANTITY = "round(coalesce(line.quantity, 1), 4)"
AMOUNT = "coalesce(line.amount, round(line.total, 4), 0)"
_EACH = (
    f"CASE WHEN abs(coalesce(line.quantity, 1)) < 0.01 THEN 0 ELSE {AMOUNT} / coalesce(line.quantity, 1) END"
)
PRICE = f"round(coalesce(line.price, {_EACH}), 4)"
CODE = "coalesce(line.code, '')"
DESCRIPTION = "coalesce(line.description, '')"

STAGED_TEXT = f"concat_ws(chr(31), {CODE}, {DESCRIPTION}, trim_scale({QUANTITY}), trim_scale({PRICE}), trim_scale({AMOUNT}))"
STORED_TEXT = (
    "concat_ws(chr(31), line.code, line.description, trim_scale(line.quantity), trim_scale(line.unit_price),"
    " trim_scale(line.amount))"
)
# A credit's line, as a refund keeps it.
STAGED_REFUND_TEXT = f"concat_ws(chr(31), {CODE}, {DESCRIPTION}, trim_scale(abs({AMOUNT})))"
STORED_REFUND_TEXT = "concat_ws(chr(31), line.code, line.description, trim_scale(line.amount))"
