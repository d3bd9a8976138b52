#include "progress.hpp"

#include <cstdlib>
#include <fstream>

namespace awaitscope {

namespace fs = std::filesystem;

Progress::Progress(fs::path file) : file_(std::move(file)) {
    std::ifstream in(file_);
    for (std::string lesson; std::getline(in, lesson);) done_.insert(lesson);
}

void Progress::add(const std::string& lesson) {
    if (!done_.insert(lesson).second || file_.empty()) return;
    std::error_code error;
    fs::create_directories(file_.parent_path(), error);
    const fs::path part = file_.string() + ".part";
    std::ofstream out(part);
    for (const std::string& name : done_) out << name << '\n';
    out.close();
    if (out) fs::rename(part, file_, error);
    else fs::remove(part, error);
}

fs::path Progress::usual_file() {
    if (const char* state = std::getenv("XDG_STATE_HOME"); state && *state) return fs::path(state) / "awaitscope/progress";
    if (const char* home = std::getenv("HOME"); home && *home) return fs::path(home) / ".local/state/awaitscope/progress";
    return {};
}

}  // namespace awaitscope
