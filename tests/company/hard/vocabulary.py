"""The words of ten teams of Tarnvik Pumps, an invented maker of pumps: what they handle, do, write and complain of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One team's words. `states`: what can be wrong with a noun; `docs`: what it writes; `prefix`: of its tickets."""

    team: str
    prefix: str
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]
    verbs: tuple[str, ...]
    states: tuple[str, ...]
    docs: tuple[str, ...]


def _team(team: str, prefix: str, nouns: str, adjectives: str, verbs: str, states: str, docs: str) -> Vocabulary:
    return Vocabulary(team, prefix, *map(cut, (nouns, adjectives, verbs, states, docs)))


def cut(words: str) -> tuple[str, ...]:
    """Words and short phrases between commas."""
    return tuple(" ".join(part.split()) for part in words.split(","))


TEAMS = (
    _team(
        "Platform", "PLT",
        """login token, order service, retry queue, cache layer, feature flag, migration script, webhook, schema,
        search index, rate limiter, container image, certificate, audit trail, message broker, pagination, tenant,
        background worker, deployment pipeline, rollback, memory leak, timeout, health endpoint, permission check,
        upload handler, parser, session cookie, dependency, replica, connection pool, telemetry, secret store, load
        balancer, build runner, linter, changelog, snapshot, scheduler, latency budget, shard, decoder""",
        """idempotent, deprecated, asynchronous, flaky, nested, stale, redundant, throttled, signed, nullable, legacy,
        concurrent, verbose, monolithic, encrypted, orphaned""",
        """refactor, deploy, patch, throttle, serialize, validate, migrate, decouple, instrument, cache, paginate,
        mock, revert, rebase, profile, sandbox""",
        """leaking handles, out of sync, rejecting valid input, locked by another job, returning duplicates,
        unreachable, slower than last week, failing on empty input, signed with an expired key, missing an index""",
        "runbook, design note, postmortem, migration plan, interface contract, release note",
    ),
    _team(
        "Hydraulics", "HYD",
        """impeller, shaft seal, volute, bearing housing, suction nozzle, wear ring, cavitation curve, thrust load,
        diffuser, coupling, casting, gasket, flow coefficient, pressure drop, vane angle, efficiency island, test
        bench, torque margin, discharge flange, rotor balance, clearance gap, mesh refinement, turbulence model,
        prototype, tolerance chain, surface finish, head curve, leakage path, drive motor, baseplate, check valve,
        strainer, throttle bushing, vibration limit, material pairing, boundary layer, inlet swirl, stage count""",
        """axial, radial, laminar, submerged, hardened, oversized, corroded, balanced, self-priming, abrasive,
        multistage, viscous, asymmetric, welded, machined, pulsating""",
        """simulate, dimension, machine, balance, measure, redesign, extrapolate, calibrate, couple, harden, grind,
        trim, vent, prime, lubricate, dampen""",
        """vibrating above the limit, cavitating at part load, two tenths too wide, hotter than calculated, worn on one
        side, outside the tolerance, porous near the rib, misaligned, louder than the old one, below the guaranteed
        head""",
        "drawing, test protocol, calculation sheet, design review, parts list, tolerance study",
    ),
    _team(
        "Service Desk", "SVC",
        """warranty claim, callback, spare part order, delivery delay, complaint, serial number, return label, hotline,
        operating manual, replacement pump, customer portal, maintenance plan, voucher, escalation, survey, refund,
        repair quote, pickup date, invoice copy, commissioning visit, goodwill, damaged crate, language request,
        wrong gasket, leak report, noise complaint, startup failure, contact person, opening hours, shipping
        address, courier, signature, photo upload, appointment, waiting list, service contract, order status""",
        """angry, patient, repeat, overseas, urgent, undelivered, polite, incomplete, disputed, prepaid, unanswered,
        bilingual, duplicate, temporary, registered, elderly""",
        """apologise, refund, reship, reschedule, escalate, reassure, confirm, forward, clarify, compensate, register,
        acknowledge, translate, remind, reply, dispatch""",
        """still unanswered, sent to the old address, without a photo, past the promised day, not covered by the
        contract, damaged in transit, registered twice, waiting for a part, lost by the courier, in the wrong
        language""",
        "reply, call note, complaint form, knowledge article, shift log, apology letter",
    ),
    _team(
        "Purchasing", "PUR",
        """supplier, framework agreement, bronze price, lead time, minimum order, tender, delivery note, rebate,
        quotation, blanket order, customs tariff, incoterm, second source, scorecard, forging, raw material,
        packaging, safety stock, price escalation, audit finding, payment term, purchase requisition, shortlist,
        sample part, nonconformity, penalty clause, freight rate, consignment, catalogue, demand forecast, container
        slot, certificate of origin, alloy surcharge, vendor master, approval limit, reminder""",
        """strategic, sole, overdue, competitive, volatile, bundled, regional, certified, domestic, unsolicited,
        negotiated, provisional, cheaper, binding, seasonal, blocked""",
        """negotiate, source, expedite, consolidate, benchmark, award, cancel, requote, approve, onboard, split,
        postpone, hedge, qualify, audit, renew""",
        """two weeks late, above the agreed price, blocked in the master data, without a certificate, short by a
        pallet, quoted in the wrong currency, not approved yet, missing the second signature, out of contract""",
        "tender, supplier letter, award memo, price comparison, order confirmation, audit report",
    ),
    _team(
        "Finance", "FIN",
        """accrual, ledger, bank statement, cost centre, depreciation, credit note, intercompany balance, tax code,
        cash forecast, dunning run, payment batch, provision, receivable, payable, exchange rate, budget line,
        invoice, journal entry, write-off, advance payment, petty cash, covenant, dividend, subsidiary, payroll tax,
        asset, lease, discount, posting period, reversal, withholding, hedge, overhead rate, variance, voucher
        number, closing""",
        """unposted, deferred, prepaid, consolidated, fiscal, quarterly, taxable, outstanding, rounded, manual,
        recurring, statutory, negative, unmatched, capitalised, audited""",
        """reconcile, post, accrue, amortise, reverse, allocate, consolidate, forecast, invoice, settle, deduct, remit,
        reclassify, depreciate, budget, disclose""",
        """booked twice, in the wrong period, off by a cent, without a voucher, unmatched since spring, over the
        budget, posted to the old cost centre, missing the tax code, still open, rounded the wrong way""",
        "closing memo, reconciliation, budget sheet, tax filing, board table, expense policy",
    ),
    _team(
        "Legal", "LEG",
        """liability cap, indemnity, governing law, confidentiality, licence grant, data transfer, arbitration, notice
        period, export control, trademark, warranty period, force majeure, non-compete, processor agreement,
        lawsuit, settlement, board resolution, power of attorney, signature page, subcontractor, retention period,
        privacy notice, injunction, patent claim, due diligence, jurisdiction, escrow, severability, amendment,
        distributor, statute, disclosure, consent, whistleblower, cartel rule, sanction list""",
        """mutual, exclusive, perpetual, enforceable, ambiguous, unlimited, written, void, reciprocal, irrevocable,
        material, reasonable, consequential, cross-border, unilateral, notarised""",
        """redline, interpret, terminate, assign, indemnify, disclose, arbitrate, waive, amend, execute, license,
        object, notarise, appeal, withdraw, enforce""",
        """not enforceable there, missing a cap, signed by the wrong entity, expired in winter, contrary to our
        template, silent on remedies, disputed by the other side, under seal, drafted too broadly""",
        "contract, opinion, redline, board paper, privacy notice, term sheet",
    ),
    _team(
        "Marketing", "MKT",
        """trade fair, landing page, product film, newsletter, press release, campaign, brand voice, keyword, webinar,
        case study, banner, brochure, testimonial, audience segment, headline, social post, giveaway, photo shoot,
        sponsorship, click rate, lead form, product launch, tagline, infographic, editorial calendar, influencer,
        exhibition stand, interview, open house, mailing list, conversion, storyboard, jingle, packaging design,
        teaser, feature story""",
        """playful, seasonal, bold, viral, glossy, regional, animated, catchy, sponsored, organic, evergreen, printed,
        premium, illustrated, nostalgic, minimal""",
        """publish, pitch, launch, storyboard, segment, rewrite, promote, illustrate, sponsor, tease, subtitle, crop,
        headline, localise, schedule, brief""",
        """too long for print, off brand, without a picture, not approved by the agency, missing a call, in the old
        logo, below the usual click rate, scheduled on a holiday, waiting for the quote""",
        "brief, post, press text, storyboard, campaign report, style guide",
    ),
    _team(
        "Quality Lab", "QLB",
        """hardness test, salt spray, porosity, sampling plan, calibration, gauge, deviation, corrective action,
        control chart, microscope, specimen, tensile strength, roughness, batch release, measuring error, root
        cause, checklist, traceability, inspection lot, reference standard, coating thickness, crack, weld seam,
        elastomer, swelling, pressure test, leak rate, particle count, dye penetrant, process capability, humidity,
        climate chamber, rework, scrap rate, first article, complaint sample""",
        """brittle, nonconforming, repeatable, ductile, contaminated, nominal, borderline, destructive, accredited,
        traceable, fatigued, ultrasonic, representative, uncertain, magnified, etched""",
        """inspect, quarantine, etch, sample, release, reject, retest, certify, weigh, magnify, section, photograph,
        condition, record, compare, scrap""",
        """below the lower limit, cracked at the root, without a reference, drifting since the last calibration,
        swollen, mixed with another batch, not repeatable, contaminated with oil, waiting for release""",
        "lab report, deviation report, control plan, measurement series, release note, audit answer",
    ),
    _team(
        "Field Service", "FSV",
        """pump station, site visit, travel route, torque wrench, alignment, oil sample, spare kit, night shift, crane,
        permit, startup, vibration reading, control cabinet, foundation, dewatering, standby unit, inverter, sensor,
        technician, waterworks, mine shaft, ship engine, irrigation, safety briefing, lockout, work order, overtime,
        expense report, van stock, grease, bolt, hoist, remote access, inspection window, flood gate, cooling loop""",
        """flooded, remote, seized, frozen, dusty, offshore, portable, vacant, noisy, muddy, accessible, unmanned,
        rusted, vertical, isolated, overheated""",
        """dismantle, align, grease, tighten, drain, commission, replace, hoist, bypass, reset, flush, insulate, visit,
        secure, photograph, wire""",
        """seized after the flood, without a permit, running dry, leaking at the flange, unreachable by road,
        overheating, tripping every night, held up at the border, missing a bolt, out of grease""",
        "visit report, risk sheet, startup protocol, travel plan, parts request, shift handover",
    ),
    _team(
        "People", "PPL",
        """job advert, onboarding, parental leave, payslip, shift plan, training record, works council, reference
        letter, bonus scheme, vacancy, interview guide, probation, travel policy, pension, appraisal, sick note,
        apprentice, relocation, dress code, canteen, time account, headcount, salary band, exit talk, mentoring,
        internship, language course, first aid, parking permit, bicycle lease, workplace survey, recruiter,
        referral, sabbatical, workwear, company doctor""",
        """flexible, part-time, vacant, unpaid, voluntary, confidential, retroactive, seasonal, anonymous, mandatory,
        eligible, hybrid, temporary, inclusive, shortlisted, tenured""",
        """recruit, onboard, interview, promote, mentor, appraise, relocate, enrol, negotiate, advertise, reimburse,
        welcome, survey, coach, dismiss, transfer""",
        """not signed by the council, missing two payslips, waiting for an interview, filled internally, past the
        deadline, unclear to new people, calculated without overtime, not translated, in conflict with the policy""",
        "job advert, policy, letter, training plan, survey summary, interview guide",
    ),
)  # fmt: skip
