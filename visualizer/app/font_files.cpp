#include "font_files.hpp"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

namespace awaitscope {
namespace {

namespace fs = std::filesystem;

struct Candidate {
    const char* file;
    int index = 0;
};

// The first that is installed is taken. In collections, the face for simplified Chinese.
constexpr Candidate chinese_faces[] = {{"wqy-microhei.ttc"}, {"NotoSansCJK-Regular.ttc", 2}, {"NotoSansSC-Regular.otf"},
    {"NotoSansCJKsc-Regular.otf"}, {"SourceHanSansCN-Regular.otf"}, {"SourceHanSansSC-Regular.otf"}, {"wqy-zenhei.ttc"}};
constexpr Candidate latin_faces[] = {{"NotoSans-Regular.ttf"}, {"DejaVuSans.ttf"}, {"LiberationSans-Regular.ttf"},
    {"Ubuntu-R.ttf"}, {"Cantarell-Regular.otf"}, {"FreeSans.ttf"}};
constexpr Candidate mono_faces[] = {{"DejaVuSansMono.ttf"}, {"NotoSansMono-Regular.ttf"}, {"NotoMono-Regular.ttf"},
    {"LiberationMono-Regular.ttf"}, {"UbuntuMono-R.ttf"}, {"FreeMono.ttf"}, {"wqy-microhei.ttc", 1}};
constexpr Candidate sign_faces[] = {{"DejaVuSans.ttf"}, {"NotoSansMono-Regular.ttf"}, {"NotoSansSymbols2-Regular.ttf"}};
const std::map<std::string, Candidate> bold_of{{"NotoSansCJK-Regular.ttc", {"NotoSansCJK-Bold.ttc", 2}},
    {"NotoSans-Regular.ttf", {"NotoSans-Bold.ttf"}}, {"DejaVuSans.ttf", {"DejaVuSans-Bold.ttf"}},
    {"LiberationSans-Regular.ttf", {"LiberationSans-Bold.ttf"}}, {"Ubuntu-R.ttf", {"Ubuntu-B.ttf"}}};

std::vector<fs::path> folders() {
    std::vector<fs::path> folders;
    if (const char* given = std::getenv("AWAITSCOPE_FONT_PATH")) {
        std::istringstream list(given);
        for (std::string folder; std::getline(list, folder, ':');) folders.emplace_back(folder);
        return folders;
    }
    if (const char* home = std::getenv("HOME"))
        for (const char* folder : {".local/share/fonts", ".fonts"}) folders.push_back(fs::path(home) / folder);
    for (const char* folder : {"/usr/local/share/fonts", "/usr/share/fonts", "/run/host/fonts"}) folders.emplace_back(folder);
    return folders;
}

/// File name -> path of everything in the folders; the first of a name counts.
std::map<std::string, fs::path> installed() {
    std::map<std::string, fs::path> files;
    for (const fs::path& folder : folders()) {
        std::error_code error;
        const auto options = fs::directory_options::skip_permission_denied | fs::directory_options::follow_directory_symlink;
        for (fs::recursive_directory_iterator it(folder, options, error), end; !error && it != end; it.increment(error))
            files.emplace(it->path().filename().string(), it->path());
    }
    return files;
}

std::vector<char> read(const fs::path& path) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    std::vector<char> bytes(error ? 0 : size);
    std::ifstream file(path, std::ios::binary);
    bytes.resize(static_cast<std::size_t>(file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())).gcount()));
    return bytes;
}

/// Height of a line for each pixel of letter size; 0 if FreeType cannot read the file.
float line_of(const FontFile& file) {
    FT_Library library;
    FT_Face face;
    if (FT_Init_FreeType(&library)) return 0;
    float line = 0;
    if (!FT_New_Memory_Face(library, reinterpret_cast<const FT_Byte*>(file.bytes.data()), static_cast<FT_Long>(file.bytes.size()), file.index, &face)) {
        line = static_cast<float>(face->ascender - face->descender) / static_cast<float>(std::max<int>(1, face->units_per_EM));
        FT_Done_Face(face);
    }
    FT_Done_FreeType(library);
    return line;
}

FontFile load(const std::map<std::string, fs::path>& files, const Candidate& candidate) {
    const auto found = files.find(candidate.file);
    if (found == files.end()) return {};
    FontFile file{found->second, candidate.index, read(found->second)};
    file.line = line_of(file);
    return file.line > 0 ? file : FontFile{};
}

template <std::size_t N>
FontFile first(const std::map<std::string, fs::path>& files, const Candidate (&candidates)[N]) {
    for (const Candidate& candidate : candidates)
        if (FontFile file = load(files, candidate)) return file;
    return {};
}

}  // namespace

FontFiles find_fonts() {
    const auto files = installed();
    FontFiles fonts;
    fonts.text = first(files, chinese_faces);
    fonts.chinese = static_cast<bool>(fonts.text);
    if (!fonts.text) fonts.text = first(files, latin_faces);
    if (const auto bold = bold_of.find(fonts.text.path.filename().string()); bold != bold_of.end())
        fonts.bold = load(files, bold->second);
    fonts.mono = first(files, mono_faces);
    fonts.signs = first(files, sign_faces);
    return fonts;
}

}  // namespace awaitscope
