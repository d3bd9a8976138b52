#pragma once
#include <filesystem>
#include <utility>

#include "progress.hpp"
#include "visualizer/panels/panels.hpp"
#include "visualizer/session/session.hpp"

namespace awaitscope {

/// What lies before the learner: one session and the way it is looked at. It makes frames for the panels
/// and does what they request. It knows no window.
class Desk {
public:
    /// `file` is where a recording came from (its source is looked for beside it); "" for a lesson.
    Desk(std::unique_ptr<Session> session, std::filesystem::path file, View view, Progress progress = {});
    ~Desk();

    Session& session() { return *session_; }
    const View& view() const { return view_; }

    /// The present instant, for a window of `size` pixels. Valid until the next apply() or tick().
    Frame frame(const Fonts& fonts, ImVec2 size, Probe* probe = nullptr);

    void apply(const Requests& requests);

    /// Once a frame; `seconds` since the last call. True if there is something new to draw.
    bool tick(double seconds);

    /// A line that stays above everything until it is mended: "No font …".
    void complain(std::string problem) { complaint_ = std::move(problem); }
    void set_fonts_have_chinese(bool have);
    bool wants_to_quit() const { return quit_; }
    bool take_fullscreen() { return std::exchange(fullscreen_, false); }

private:
    struct Doer;
    void open(std::unique_ptr<Session> session);
    void restart(lessons::Settings settings);
    void read_texts();
    void save(const std::string& format);
    void note(std::string text);

    std::unique_ptr<Session> session_;
    std::filesystem::path file_;
    View view_;
    Progress progress_;
    std::unique_ptr<Narration> narration_;
    Sources sources_;
    LessonText text_;
    std::vector<LessonEntry> lessons_;
    std::vector<FormatEntry> formats_;
    std::string title_, problem_, complaint_;
    double note_age_ = 0;
    bool fullscreen_ = false, quit_ = false, new_ = true;
    std::size_t seen_cursor_ = 0, seen_recorded_ = 0;
};

}  // namespace awaitscope
