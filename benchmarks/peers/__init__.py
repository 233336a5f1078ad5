"""The same features in the data frame libraries that an analyst would take: pandas and polars.

Both follow the definitions of the models: facts as known at each date, invoices that were credited
in full, payments without an invoice to the oldest due one, payment behaviour at the payer. Both
collapse the lines once and then work date by date; money is a double, as is usual there. What the
volume does not hold (numbers to find doubles by, stated motives) and the search for the dates are
left out, which favours them.
"""
