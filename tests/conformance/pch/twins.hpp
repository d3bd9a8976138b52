#pragma once
#include "tests/conformance/python.hpp"
