#!/bin/sh
# The same as `assay demo`; options are passed on (--builtin: without Node.js).
exec "$(dirname "$0")/../../assay" demo "$@"
