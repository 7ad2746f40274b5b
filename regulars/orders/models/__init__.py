from regulars.orders.models.order import Order, OrderLine, Refund, Status

__all__ = ["Order", "OrderLine", "Refund", "Status"]
