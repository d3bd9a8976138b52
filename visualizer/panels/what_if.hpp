#pragma once
#include "frame.hpp"

namespace awaitscope {

/// The height of the what-if panel in pixels: the list of lessons gets what it leaves.
float what_if_height(const Frame& frame);

/// The value that a what-if has in this run.
double setting(const lessons::Settings& settings, const lessons::WhatIf& what_if);

}  // namespace awaitscope
