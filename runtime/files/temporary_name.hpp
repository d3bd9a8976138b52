#pragma once
#include <functional>
#include <optional>
#include <string>

namespace asyncio::files {

/// What a temporary file's or folder's name is made of: DIR/PREFIXxxxxxxxxSUFFIX.
struct TemporaryName {
    std::string suffix = "";
    std::string prefix = "tmp";
    std::optional<std::string> dir = {};    ///< none: the first of $TMPDIR, $TEMP, $TMP, /tmp, /var/tmp, ... that will do
};

/// Where temporary files go. Python: tempfile.gettempdir. Throws: FileNotFoundError if there is no such folder.
std::string temporary_folder();

/// Calls `make(path)` with new names until it does not throw FileExistsError; returns the path, which is absolute.
std::string with_new_name(const TemporaryName& name, const std::function<void(const std::string& path)>& make);

}  // namespace asyncio::files
