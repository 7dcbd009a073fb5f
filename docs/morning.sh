#!/bin/sh
# A morning's work by the command line alone. "ponte" is deploy/ponte on the path; where the hub is and
# who asks stand in the environment: PONTE_URL, PONTE_USER, PONTE_PASSWORD.
# Arguments: a cause that was repaired, such as focco.no-carrier; a connection that rests for an hour.
set -eu
cause=$1
connection=$2

# Whether all is well, and what needs a person, by cause, with what to do.
ponte summary
ponte problems list

# Repaired in application.yaml or in routes/: it counts now, also where edits do not by themselves.
ponte flows reload

# All of that cause again, to their end.
ponte problems retry "$cause" --yes --wait --reason "Repaired this morning"

# The ERP is updated.
ponte connections pause "$connection" --until 1h --reason "ERP update"

# Yesterday's orders for a spreadsheet.
ponte orders list --from yesterday --to yesterday --all --csv > orders.csv

# What was done today, and by whom.
ponte audit --since today
