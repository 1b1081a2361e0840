"""What running text says: amounts, dates, statutes, names, relations, minutes; rules of form only, no words of any paper."""
