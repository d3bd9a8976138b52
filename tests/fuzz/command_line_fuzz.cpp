// Any words after `awaitscope` are understood or refused in words, never more. Each line of the input is a word.
// Run: command_line_fuzz CORPUS_DIR
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "visualizer/app/grammar.hpp"
#include "visualizer/app/complaint.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<std::string> words{"awaitscope", ""};
    for (std::size_t i = 0; i < size; ++i) {
        if (data[i] == '\n' || data[i] == '\0') words.emplace_back();
        else words.back() += static_cast<char>(data[i]);
    }
    std::vector<const char*> argv;
    for (const std::string& word : words) argv.push_back(word.c_str());
    try {
        awaitscope::read_command_line(static_cast<int>(argv.size()), argv.data());
    } catch (const awaitscope::BadUse& refusal) {
        if (std::string(refusal.what()).empty()) std::abort();
    }
    return 0;
}
