#include "print.hpp"

#include "program_state.hpp"

namespace asyncio {

void detail::print_lines(const std::string& text, std::uint32_t source_line) {
    Program::Impl& program = this_program();
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        program.write_line(std::string_view(text).substr(begin, end - begin), source_line);
        begin = end + 1;
    }
}

void mark(std::string_view label) {
    if (auto& recorder = this_program().recorder) recorder->mark(label);
}

}  // namespace asyncio
