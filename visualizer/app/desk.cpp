#include "desk.hpp"

#include <fstream>
#include <iterator>

#include "free_path.hpp"
#include "runtime/trace/file_sink.hpp"
#include "visualizer/export/format.hpp"

namespace awaitscope {
namespace {

constexpr double note_seconds = 8;
constexpr float dense_height = 520;   // of the right column, in pixels of the design
constexpr std::size_t dense_tasks = 3;

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Sources sources_of(const lessons::Lesson& lesson) {
    const lessons::Sources code = lessons::sources(lesson);
    const std::string stem = std::string("lessons/") + lesson.name + "/" + lesson.name;
    return {{read_source(stem + ".cpp", code.cpp, Language::cpp), read_source(stem + ".py", code.python, Language::python)}, Language::cpp};
}

/// A recording's lines are those of the Python program that was recorded.
Sources sources_beside(std::filesystem::path file) {
    Sources sources;
    sources.recorded = Language::python;
    const auto read = [&](Language language, const char* extension) {
        file.replace_extension(extension);
        sources.files[static_cast<std::size_t>(language)] = read_source(file.filename().string(), read_file(file), language);
    };
    read(Language::cpp, ".cpp");
    read(Language::python, ".py");
    if (sources.of(Language::python).lines.empty() && !sources.of(Language::cpp).lines.empty()) sources.recorded = Language::cpp;
    return sources;
}

std::string_view code_of(const lessons::Lesson& lesson, Language language) {
    const lessons::Sources code = lessons::sources(lesson);
    return language == Language::cpp ? code.cpp : code.python;
}

LessonText text_of(const lessons::Lesson& lesson, Lang lang) {
    const lessons::Sources texts = lessons::sources(lesson);
    return read_lesson_text(lang == Lang::en ? texts.en : texts.zh);
}

}  // namespace

Desk::Desk(std::unique_ptr<Session> session, std::filesystem::path file, View view, Progress progress)
    : file_(std::move(file)), view_(std::move(view)), progress_(std::move(progress)) {
    open(std::move(session));
    if (!session_->lesson()) view_.page = sources_.recorded == Language::cpp ? Page::cpp : Page::python;
}
Desk::~Desk() = default;

void Desk::open(std::unique_ptr<Session> session) {
    narration_.reset();   // it reads the log of the session that goes
    session_ = std::move(session);
    narration_ = std::make_unique<Narration>(session_->log());
    title_ = session_->title();
    sources_ = session_->lesson() ? sources_of(*session_->lesson()) : sources_beside(file_);
    view_.left = 0, view_.right = 1;
    view_.selected = {};
    read_texts();
    new_ = true;
}

void Desk::read_texts() {
    lessons_.clear();
    for (const lessons::Lesson& lesson : lessons::all())
        lessons_.push_back({lesson.name, text_of(lesson, view_.lang).title, progress_.has(lesson.name)});
    formats_.clear();
    for (const Format& format : formats())
        formats_.push_back({format.name, view_.lang == Lang::en ? format.what : format.what_zh});
    text_ = session_->lesson() ? text_of(*session_->lesson(), view_.lang) : LessonText{};
}

/// Runs the lesson anew, and goes to where the learner was.
void Desk::restart(lessons::Settings settings) {
    if (!session_->lesson()) return;
    const std::size_t cursor = session_->cursor();
    const bool at_end = session_->complete() && cursor == session_->recorded();
    const double speed = session_->speed();
    open(Session::live(*session_->lesson(), std::move(settings)));
    session_->set_speed(speed);
    at_end ? session_->to_end() : session_->seek(cursor);
}

void Desk::set_fonts_have_chinese(bool have) {
    if (have) return;
    view_.lang = Lang::en;
    read_texts();
}

void Desk::note(std::string text) {
    view_.note = std::move(text);
    note_age_ = 0;
}

/// Writes what is recorded so far beside where the program was started, under a name that is free.
void Desk::save(const std::string& name) {
    const Format* format = find_format(name);
    if (!format) return;
    const auto source = [&](Language language) { return session_->lesson() ? code_of(*session_->lesson(), language) : std::string_view(); };
    const ExportInfo info{title_, view_.lang, view_.appearance == Appearance::light, source(Language::cpp), source(Language::python)};
    const std::filesystem::path path = free_path(std::filesystem::path(title_).stem().string(), format->extension);
    const bool en = view_.lang == Lang::en;
    try {
        asyncio::trace::FileSink sink(path);
        format->write(session_->log(), info, sink.stream());
        sink.commit();
        note((en ? "Written: " : "已写入：") + std::filesystem::absolute(path).string());
    } catch (const std::exception& error) {
        note((en ? "Not written: " : "未能写入：") + std::string(error.what()));
    }
}

Frame Desk::frame(const Fonts& fonts, ImVec2 size, Probe* probe) {
    const Timeline& timeline = session_->timeline();
    problem_ = session_->problem(view_.lang);
    if (problem_.empty()) problem_ = complaint_;
    Frame frame{session_->log(), session_->state(), timeline, session_->complete(), session_->waiting(), session_->playing(),
                session_->speed(), title_, problem_, session_->lesson(), session_->settings(), lessons_, sources_, text_,
                formats_, *narration_, view_, fonts, theme(view_.appearance)};
    const Layout layout = lay_out(size, fonts.scale, view_.splits, !problem_.empty(), formats_.size());
    frame.dense = layout.of(Place::right).height() < dense_height * fonts.scale || timeline.lanes.size() > dense_tasks;
    frame.probe = probe;
    return frame;
}

bool Desk::tick(double seconds) {
    session_->tick(seconds);
    bool changed = std::exchange(new_, false) || session_->playing() || session_->cursor() != seen_cursor_ || session_->recorded() != seen_recorded_;
    seen_cursor_ = session_->cursor();
    seen_recorded_ = session_->recorded();
    if (const lessons::Lesson* lesson = session_->lesson(); lesson && session_->complete() && seen_cursor_ == seen_recorded_ && !progress_.has(lesson->name)) {
        progress_.add(lesson->name);
        read_texts();
        changed = true;
    }
    note_age_ += seconds;
    if (!view_.note.empty() && note_age_ > note_seconds) view_.note.clear(), changed = true;
    return changed || (!view_.filter.empty() && !narration_->searched());
}

}  // namespace awaitscope
