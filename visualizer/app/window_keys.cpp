#include "window_keys.hpp"

#include <GLFW/glfw3.h>

#include <cctype>
#include <map>
#include <string_view>

namespace awaitscope {
namespace {

const std::map<int, int> special{
    {GLFW_KEY_LEFT, key_left}, {GLFW_KEY_RIGHT, key_right}, {GLFW_KEY_UP, key_up}, {GLFW_KEY_DOWN, key_down},
    {GLFW_KEY_HOME, key_home}, {GLFW_KEY_END, key_end}, {GLFW_KEY_PAGE_UP, key_page_up}, {GLFW_KEY_PAGE_DOWN, key_page_down},
    {GLFW_KEY_ENTER, key_enter}, {GLFW_KEY_KP_ENTER, key_enter}, {GLFW_KEY_ESCAPE, key_escape}, {GLFW_KEY_TAB, key_tab},
    {GLFW_KEY_F1, key_f1}, {GLFW_KEY_F11, key_f11}, {GLFW_KEY_SPACE, ' '}, {GLFW_KEY_KP_ADD, '+'}, {GLFW_KEY_KP_SUBTRACT, '-'},
};

/// The character that is printed on a key of this keyboard; 0 if there is none.
int printed(int key, int scancode, bool shift) {
    const char* name = glfwGetKeyName(key, scancode);
    if (!name || !name[0] || name[1]) return 0;
    const std::string_view plain = "/=", shifted = "?+";
    const std::size_t sign = plain.find(name[0]);
    if (shift && sign != std::string_view::npos) return shifted[sign];
    return std::toupper(static_cast<unsigned char>(name[0]));
}

}  // namespace

std::optional<KeyPress> read_key(int key, int scancode, int action, int mods) {
    if (action == GLFW_RELEASE || (mods & (GLFW_MOD_ALT | GLFW_MOD_SUPER))) return std::nullopt;
    const bool shift = mods & GLFW_MOD_SHIFT, ctrl = mods & (GLFW_MOD_CONTROL);
    const auto found = special.find(key);
    const int code = found != special.end() ? found->second : printed(key, scancode, shift);
    return code ? std::optional(KeyPress{code, shift, ctrl}) : std::nullopt;
}

}  // namespace awaitscope
