// A claim in one line, as several views list it.
import { Chain, claimLink, Days, outletsSaid, Tag, Text } from "../common";
import { t } from "../i18n";
import type { Claim } from "../types";

/// Those who say it; `against` says otherwise about the same question.
export const saying = (claim: Claim) => claim.carriers.filter((c) => c.side !== "against");

export function Counts({ claim }: { claim: Claim }) {
  const unknown = new Set(saying(claim).filter((c) => !c.outlet).map((c) => c.document)).size;
  return <>{outletsSaid(claim.outlets, unknown)} · <strong>{t("claim.roots", claim.independent_roots)}</strong></>;
}

export function ClaimLine({ claim }: { claim: Claim }) {
  const first = claim.carriers[0];
  return (
    <li class="card">
      <a href={claimLink(claim)}><Text>{claim.text}</Text></a>
      <p class="meta">
        <Counts claim={claim} />
        {claim.polarity === "denied" && <> · <Tag value="denied" /></>}
        {claim.contradicts.length > 0 && <> · <span class="tag warn">{t("claim.contradicts")}</span></>}
        {first && first.chain.length > 0 && <> · <Chain chain={first.chain} /></>}
        {first?.date && <> · <Days>{first.date}</Days></>}
      </p>
    </li>
  );
}
