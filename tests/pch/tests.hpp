// What every test includes, compiled once for each program of tests.
#include "tests/catch.hpp"

#include "runtime/pch/standard.hpp"
