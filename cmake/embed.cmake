# Turns files into string constants: run as
#   cmake -DOUTPUT=out.cpp -DNAMESPACE=isnad::dossier -DFILES=a.css;b.tsv -P embed.cmake
# For each file `name.ext` the output defines `extern const std::string_view kNameExt`.
set(content "// Generated from resources; do not edit.\n#include <string_view>\n\nnamespace ${NAMESPACE} {\n\n")
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME)
  string(REGEX MATCHALL "[A-Za-z0-9]+" words "${name}")
  set(constant "k")
  foreach(word IN LISTS words)
    string(SUBSTRING "${word}" 0 1 first)
    string(SUBSTRING "${word}" 1 -1 rest)
    string(TOUPPER "${first}" first)
    string(APPEND constant "${first}${rest}")
  endforeach()
  file(READ "${file}" text)
  string(APPEND content "extern const std::string_view ${constant};\nconst std::string_view ${constant} = R\"~isnad~(${text})~isnad~\";\n\n")
endforeach()
string(APPEND content "}  // namespace ${NAMESPACE}\n")
file(WRITE "${OUTPUT}" "${content}")
