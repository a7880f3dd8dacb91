"""Files of readiness: the inventory in and out, and one printer of tables to CSV, XLSX and paper."""

from .places import COLUMNS, Fault, Reading, read_places, template
from .printing import PRINTERS, Printed, printed

__all__ = ["COLUMNS", "PRINTERS", "Fault", "Printed", "Reading", "printed", "read_places", "template"]
