#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace awaitscope {

/// A font file that was found, read into memory once.
struct FontFile {
    std::filesystem::path path;
    int index = 0;                ///< which face of a collection
    std::vector<char> bytes;
    float line = 1;               ///< height of a line for each pixel of letter size

    explicit operator bool() const { return !bytes.empty(); }
};

/// The faces of the window, of what is installed.
struct FontFiles {
    FontFile text;                ///< sans serif; with Chinese characters if there is one
    FontFile bold;                ///< its bold; often there is none, and `text` is made bolder
    FontFile mono;
    FontFile signs;               ///< for arrows and the like that the others lack
    bool chinese = false;
};

/// Looks in the usual folders, or in those of AWAITSCOPE_FONT_PATH (divided by colons).
FontFiles find_fonts();

}  // namespace awaitscope
