#include "commands.hpp"
#include "lessons/text.hpp"
#include "standard_output.hpp"

namespace awaitscope {

int commands::list(const Words& words) {
    std::string lines;
    for (const lessons::Lesson& lesson : lessons::all()) {
        const lessons::Sources sources = lessons::sources(lesson);
        std::vector<std::string> problems;   // the lessons' own tests read them
        const auto text = lessons::parse(words.lang == Lang::zh ? sources.zh : sources.en, problems);
        lines += std::string(lesson.name) + '\t' + text.title + '\n';
    }
    write_out(lines);
    return 0;
}

}  // namespace awaitscope
