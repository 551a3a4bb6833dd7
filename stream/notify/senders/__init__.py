"""How a message gets to each kind of receiver."""

from stream.notify.senders.base import DeliveryError, Message, Sender, build_sender

__all__ = ["DeliveryError", "Message", "Sender", "build_sender"]
