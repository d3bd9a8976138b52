#pragma once
#include <filesystem>
#include <set>
#include <string>

namespace awaitscope {

/// The lessons whose end the learner has seen; remembered in a file, a name a line.
class Progress {
public:
    Progress() = default;                              ///< remembers nothing beyond its life
    explicit Progress(std::filesystem::path file);     ///< a file that cannot be read counts as empty

    bool has(const std::string& lesson) const { return done_.contains(lesson); }
    void add(const std::string& lesson);               ///< a file that cannot be written is no error

    /// $XDG_STATE_HOME/awaitscope/progress, by default in ~/.local/state.
    static std::filesystem::path usual_file();

private:
    std::filesystem::path file_;
    std::set<std::string> done_;
};

}  // namespace awaitscope
