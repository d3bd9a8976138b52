#pragma once
#include <filesystem>

#include "visualizer/panels/frame.hpp"

namespace awaitscope {

/// Writes what is seen as JSON, so that a test can read the window: the cursor, the view, and the texts of
/// every panel with their places. The file is replaced as a whole, and left alone if it would say the same.
class ProbeFile {
public:
    explicit ProbeFile(std::filesystem::path file) : file_(std::move(file)) {}
    void write(const Frame& frame, ImVec2 size);

private:
    std::filesystem::path file_;
    std::string last_;
};

}  // namespace awaitscope
