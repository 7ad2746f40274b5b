from regulars.orders.views.account_orders import account_orders
from regulars.orders.views.order import order

__all__ = ["account_orders", "order"]
