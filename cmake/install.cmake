# Installation: program, library with headers and CMake package, lexicon image, tables, manual page, completions.
include(CMakePackageConfigHelpers)

set(ISNAD_MANUAL ${CMAKE_BINARY_DIR}/generated/isnad.1)
add_custom_command(OUTPUT ${ISNAD_MANUAL}
  COMMAND isnad_cli man > ${ISNAD_MANUAL}
  COMMAND isnad_cli completion bash > ${CMAKE_BINARY_DIR}/generated/isnad.bash
  COMMAND isnad_cli completion zsh > ${CMAKE_BINARY_DIR}/generated/_isnad
  COMMAND isnad_cli completion fish > ${CMAKE_BINARY_DIR}/generated/isnad.fish
  DEPENDS isnad_cli COMMENT "Writing the manual page and the completions" VERBATIM)
add_custom_target(isnad_manual ALL DEPENDS ${ISNAD_MANUAL})

install(TARGETS isnad_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS isnad_core EXPORT isnad-targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${CMAKE_SOURCE_DIR}/include/isnad DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES ${ISNAD_IMAGE} DESTINATION ${CMAKE_INSTALL_DATADIR}/isnad)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/data DESTINATION ${CMAKE_INSTALL_DATADIR}/isnad FILES_MATCHING PATTERN *.tsv PATTERN *.toml PATTERN *.md)
install(FILES ${ISNAD_MANUAL} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${CMAKE_BINARY_DIR}/generated/isnad.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME isnad)
install(FILES ${CMAKE_BINARY_DIR}/generated/_isnad DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${CMAKE_BINARY_DIR}/generated/isnad.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

set(ISNAD_PACKAGE_FOLDER ${CMAKE_INSTALL_LIBDIR}/cmake/isnad)
set(ISNAD_INSTALLED_IMAGE ${CMAKE_INSTALL_DATADIR}/isnad/isnad.lexicon)
install(EXPORT isnad-targets NAMESPACE isnad:: DESTINATION ${ISNAD_PACKAGE_FOLDER})
configure_package_config_file(${CMAKE_SOURCE_DIR}/cmake/isnad-config.cmake.in ${CMAKE_BINARY_DIR}/generated/isnad-config.cmake
  INSTALL_DESTINATION ${ISNAD_PACKAGE_FOLDER} PATH_VARS ISNAD_INSTALLED_IMAGE)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/generated/isnad-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/generated/isnad-config.cmake ${CMAKE_BINARY_DIR}/generated/isnad-config-version.cmake DESTINATION ${ISNAD_PACKAGE_FOLDER})
