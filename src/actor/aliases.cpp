#include "actor/scene.h"
namespace isnad::actor {
void claim_aliases(Scene&) {}
void claim_unknown_bodies(Scene&) {}
void claim_persons(Scene&) {}
}
