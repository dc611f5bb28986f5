"""收费: the only place money is taken. Charge, receipt, void, mirror reversal, collection, shift, day close."""
