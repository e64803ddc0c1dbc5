#include "ingest/rules.h"
#include <vector>
namespace isnad::ingest {
Result<void> Rules::add(const std::string& file, std::string_view tsv) {
  long line=0; std::size_t at=0;
  while (at<tsv.size()) { auto e=tsv.find('\n',at); if(e==std::string_view::npos) e=tsv.size(); auto l=tsv.substr(at,e-at); at=e+1; if(++line==1||l.empty()) continue;
    std::vector<std::string_view> f; std::size_t p=0; while(true){auto t=l.find('\t',p); f.push_back(l.substr(p,t==std::string_view::npos?t:t-p)); if(t==std::string_view::npos)break; p=t+1;}
    if (file=="html_hints.tsv") { Hint h; if (f.size()<3||!parse_hint(f[1],h)) return Error{ErrorCode::bad_format,"bad",file,line};
    hints_.add(f[0],h,f[2]=="word"); }
    else { LineRole r; LineRules::Match m; if (f.size()<3||!parse_line_role(f[1],r)||!parse_line_match(f[2],m)) return Error{ErrorCode::bad_format,"bad",file,line}; lines_.add(f[0],r,m); }
  }
  return {};
}
}
