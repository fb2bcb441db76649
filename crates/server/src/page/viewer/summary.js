// What a FHIR Bundle or resource says, as plain texts in the order in which a stranger needs them: allergies first. Lenient,
// as real files are, and without a word of its own about the person: what is not there is not turned into a statement.

/** Sections by the resources that are in them. The first three are always shown. */
const SECTIONS = [
  ['allergies', ['AllergyIntolerance']],
  ['medicines', ['MedicationStatement', 'MedicationRequest']],
  ['problems', ['Condition']],
  ['immunizations', ['Immunization']],
  ['results', ['Observation', 'DiagnosticReport']],
  ['procedures', ['Procedure']],
  ['devices', ['DeviceUseStatement']],
];
const ALWAYS = 3;
const MOST = 2000;

/** `contents` are texts of FHIR JSON; those that are none are passed over. */
export function summary(contents) {
  const resources = contents.flatMap(resourcesIn).slice(0, MOST);
  const byName = new Map(resources.map(({ name, resource }) => [name, resource]));
  const all = resources.map(({ resource }) => resource);
  const patient = all.find((one) => one.resourceType === 'Patient');
  const sections = SECTIONS.map(([id, kinds]) => ({
    id,
    lines: all
      .filter((one) => kinds.includes(one.resourceType) && !isMistake(one))
      .map((one) => line(one, byName)),
  }));
  return {
    person: patient ? person(patient) : undefined,
    sections: sections.filter(({ lines }, number) => number < ALWAYS || lines.length > 0),
    pdfs: all.flatMap(pdfs),
    count: all.length,
  };
}

function resourcesIn(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  if (value?.resourceType !== 'Bundle') {
    return value?.resourceType ? [{ name: '', resource: value }] : [];
  }
  return list(value.entry)
    .filter((entry) => entry?.resource?.resourceType)
    .map(({ fullUrl, resource }) => ({
      name: fullUrl ?? `${resource.resourceType}/${resource.id}`,
      resource,
    }));
}

function isMistake(resource) {
  const said = [resource.status, words(resource.verificationStatus)];
  return said.includes('entered-in-error');
}

function person(patient) {
  const name = list(patient.name)[0];
  const parts = [...list(name?.given), name?.family].filter(Boolean).join(' ');
  return {
    name: name?.text || parts,
    birthDate: typeof patient.birthDate === 'string' ? patient.birthDate : '',
    sex: typeof patient.gender === 'string' ? patient.gender : '',
  };
}

function line(one, byName) {
  const referred = byName.get(one.medicationReference?.reference);
  const title =
    words(one.code) ||
    words(one.medicationCodeableConcept) ||
    words(referred?.code) ||
    one.medicationReference?.display ||
    words(one.vaccineCode) ||
    one.device?.display ||
    one.resourceType;
  return { title, details: details(one).filter(Boolean) };
}

function details(one) {
  const doses = [...list(one.dosage), ...list(one.dosageInstruction)].map((dose) => dose?.text);
  const reactions = list(one.reaction).flatMap((reaction) => list(reaction?.manifestation).map(words));
  return [
    one.criticality,
    reactions.join(', '),
    ...doses,
    value(one),
    ...list(one.component).map((part) => `${words(part?.code)}: ${value(part ?? {})}`),
    words(one.clinicalStatus),
    words(one.verificationStatus),
    typeof one.status === 'string' ? one.status : '',
    when(one),
    one.conclusion,
    ...list(one.note).map((note) => note?.text),
  ].filter((text) => typeof text === 'string');
}

function value(one) {
  const quantity = one.valueQuantity;
  if (quantity) {
    return [quantity.comparator, quantity.value, quantity.unit ?? quantity.code].filter((part) => part != null).join(' ');
  }
  return words(one.valueCodeableConcept) || one.valueString || '';
}

function when(one) {
  const moments = [
    one.onsetDateTime,
    one.occurrenceDateTime,
    one.effectiveDateTime,
    one.performedDateTime,
    one.effectivePeriod?.start,
    one.performedPeriod?.start,
    one.authoredOn,
  ];
  const first = moments.find((moment) => typeof moment === 'string');
  return first?.slice(0, 10) ?? '';
}

/** The words of a coded concept. */
function words(concept) {
  const codings = list(concept?.coding);
  const said = [concept?.text, ...codings.map((one) => one?.display), ...codings.map((one) => one?.code)];
  return said.find((text) => typeof text === 'string' && text.trim()) ?? '';
}

function pdfs(one) {
  if (one.resourceType !== 'DocumentReference') return [];
  return list(one.content)
    .map((content) => content?.attachment)
    .filter((file) => file?.contentType === 'application/pdf' && typeof file.data === 'string')
    .map((file) => ({ title: String(file.title ?? ''), data: file.data }));
}

/** A value where a list was expected counts as a list of one. */
function list(value) {
  if (value == null) return [];
  return Array.isArray(value) ? value : [value];
}
