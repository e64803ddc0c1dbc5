# The page of `isnad serve`: apps/web built by Vite, packed into one file, embedded by apps/server/assets.cpp.
# With ISNAD_WEB=AUTO a machine without npm, or without the packages of apps/web/package-lock.json, builds a program whose
# `serve` answers the API alone, and says so.
find_program(NPM npm)
if(ISNAD_WEB STREQUAL "OFF" OR (NOT NPM AND ISNAD_WEB STREQUAL "AUTO"))
  message(STATUS "isnad serve: built without the page")
  return()
endif()
set(ISNAD_WEB_FOLDER ${CMAKE_BINARY_DIR}/web)
set(ISNAD_WEB_PACK ${ISNAD_WEB_FOLDER}/dist.pack)
file(GLOB_RECURSE ISNAD_WEB_SOURCES CONFIGURE_DEPENDS apps/web/src/*)
list(APPEND ISNAD_WEB_SOURCES apps/web/index.html apps/web/browser_test.mjs apps/web/opening_time.mjs apps/web/pack.mjs apps/web/package.json apps/web/package-lock.json apps/web/tsconfig.json apps/web/vite.config.ts)
add_custom_command(OUTPUT ${ISNAD_WEB_PACK}
  COMMAND ${CMAKE_COMMAND} -DSOURCE=${CMAKE_SOURCE_DIR}/apps/web -DFOLDER=${ISNAD_WEB_FOLDER} -DNPM=${NPM} -DMODE=${ISNAD_WEB} -P ${CMAKE_SOURCE_DIR}/cmake/build_web.cmake
  DEPENDS ${ISNAD_WEB_SOURCES} cmake/build_web.cmake COMMENT "Building the page of isnad serve" VERBATIM)
set_source_files_properties(apps/server/assets.cpp PROPERTIES OBJECT_DEPENDS ${ISNAD_WEB_PACK} COMPILE_DEFINITIONS ISNAD_WEB_PACK="${ISNAD_WEB_PACK}")
