#include <fmt/format.h>

#include "lesson_thread.hpp"
#include "log_walk.hpp"

namespace awaitscope {
namespace {

/// A lesson that runs while it is looked at.
class LiveSession final : public LogWalk {
public:
    LiveSession(std::unique_ptr<LessonThread> thread, const lessons::Lesson& lesson)
        : LogWalk(thread->log()), thread_(std::move(thread)), lesson_(lesson) {}

    const lessons::Lesson* lesson() const override { return &lesson_; }
    const lessons::Settings& settings() const override { return thread_->settings(); }
    std::string title() const override { return lesson_.name; }
    bool complete() const override { return thread_->gate().ended(); }
    bool waiting() const override { return !thread_->gate().reported(); }
    std::string problem(Lang lang) const override;

private:
    void ask_for(std::size_t seen, std::size_t events, std::optional<Kind> until) override {
        thread_->gate().let_on(seen, events, until);
    }
    void ask_for_no_more() override { thread_->gate().hold(); }
    bool wait_for_answer(double patience) override {
        return thread_->gate().wait_for_report(std::chrono::duration<double>(patience));
    }
    std::string failure(Lang lang) const;

    std::unique_ptr<LessonThread> thread_;
    const lessons::Lesson& lesson_;
};

std::string LiveSession::problem(Lang lang) const {
    const bool english = lang == Lang::en;
    if (is_stuck())
        return fmt::format(fmt::runtime(english
            ? "{} has blocked its loop since event {}: a step that never awaits lets nothing else run. Step back to look, or restart it."
            : "{} 从第 {} 个事件起一直占着事件循环：没有 await 的一步会让别的任务都无法运行。可以后退查看，或重新开始。"),
            lesson_.name, recorded());
    if (is_endless())
        return fmt::format(fmt::runtime(english
            ? "{} has not ended after {} events and is held there. Step on from here, or go to the end again for as many more."
            : "{} 运行了 {} 个事件仍未结束，已在此暂停。可以继续单步，或再按一次“到末尾”运行同样多的事件。"),
            lesson_.name, recorded());
    return complete() && cursor() == recorded() ? failure(lang) : "";
}

/// "" or how the program ended, if with an exception that is an error.
std::string LiveSession::failure(Lang lang) const {
    const Event& end = log()[recorded() - 1];
    const std::string_view type = log().text(end.text), message = log().text(end.text2);
    if (end.kind != Kind::end || type.empty() || type == "SystemExit") return "";
    return fmt::format(fmt::runtime(lang == Lang::en ? "{} ended with {}{}{}. Step back to see where it comes from."
                                                     : "{} 因 {}{}{} 而结束。可以后退查看它的来源。"),
                       lesson_.name, type, message.empty() ? "" : ": ", message);
}

}  // namespace

std::unique_ptr<Session> Session::live(const lessons::Lesson& lesson, lessons::Settings settings) {
    return std::make_unique<LiveSession>(std::make_unique<LessonThread>(lesson, std::move(settings)), lesson);
}

}  // namespace awaitscope
