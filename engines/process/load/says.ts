/**
 * What the reader says about a model: Swedish and English, what is wrong and what would be right.
 * `{x}` is filled with the details of the fault. Sorted by what they concern; process.md §2 "Deployment refuses".
 */
export const SAYS = {
  // The file
  'not-bpmn': [
    'Filen går inte att läsa som BPMN: {detail}.',
    'The file cannot be read as BPMN: {detail}.',
    'Spara modellen på nytt i ett BPMN-verktyg.',
    'Save the model again in a BPMN tool.',
  ],
  doctype: [
    'Filen har en dokumenttypsdeklaration (DOCTYPE).',
    'The file has a document type declaration (DOCTYPE).',
    'Ta bort raden; BPMN behöver den inte och den kan läsa andra filer.',
    'Remove the line; BPMN does not need it and it can read other files.',
  ],
  unparsable: [
    'En del av modellen går inte att läsa och skulle falla bort: {detail}.',
    'A part of the model cannot be read and would be lost: {detail}.',
    'Ta bort elementet eller rätta dess namn och namnrymd.',
    'Remove the element or correct its name and namespace.',
  ],
  'unknown-attribute': [
    'Attributet "{name}" finns inte i BPMN.',
    'The attribute "{name}" does not exist in BPMN.',
    'Ta bort det eller rätta stavningen.',
    'Remove it or correct its spelling.',
  ],
  'mixed-dialects': [
    'Modellen har både zeebe- och camunda-attribut; camundas har ingen verkan.',
    'The model has both zeebe and camunda attributes; camunda’s have no effect.',
    'Ta bort camunda-attributen om de inte behövs i andra verktyg.',
    'Remove the camunda attributes unless another tool needs them.',
  ],
  'no-process': [
    'Filen har ingen process som kan köras.',
    'The file has no process that can run.',
    'Sätt isExecutable="true" på processen.',
    'Set isExecutable="true" on the process.',
  ],
  'double-id': [
    'Två element har samma id "{name}".',
    'Two elements share the id "{name}".',
    'Ge det ena ett annat id.',
    'Give one of them another id.',
  ],
  'unresolved-reference': [
    '{property} pekar på "{value}", som inte finns.',
    '{property} points to "{value}", which does not exist.',
    'Rätta hänvisningen eller lägg till det som saknas.',
    'Correct the reference or add what is missing.',
  ],
  // What the engine does not run
  'outside-circle': [
    '{what} kan inte köras av den här versionen.',
    '{what} cannot be run by this version.',
    '{advice-sv}',
    '{advice-en}',
  ],
  'foreign-code': [
    '{what} är främmande kod och körs inte.',
    '{what} is foreign code and is not run.',
    'Använd ett byggblock (zeebe:taskDefinition) eller FEEL i stället.',
    'Use a building block (zeebe:taskDefinition) or FEEL instead.',
  ],
  'unread-extension': [
    '{what} läses inte och har ingen verkan.',
    '{what} is not read and has no effect.',
    'Ta bort det om det inte behövs i andra verktyg.',
    'Remove it unless another tool needs it.',
  ],
  // Structure
  'no-start': [
    'Det saknas en starthändelse.',
    'There is no start event.',
    'Lägg till en starthändelse.',
    'Add a start event.',
  ],
  'two-starts': [
    'Det finns två starthändelser utan utlösare.',
    'There are two start events without a trigger.',
    'Behåll en, eller ge den andra ett meddelande.',
    'Keep one, or give the other a message.',
  ],
  'start-with-incoming': [
    'Ett flöde leder in i starthändelsen.',
    'A flow leads into the start event.',
    'Låt flödet gå till steget efter starten.',
    'Lead the flow to the step behind the start.',
  ],
  'boundary-with-incoming': [
    'Ett flöde leder in i kanthändelsen.',
    'A flow leads into the boundary event.',
    'En kanthändelse nås bara genom sin aktivitet; ta bort flödet.',
    'A boundary event is reached through its activity only; remove the flow.',
  ],
  'end-with-outgoing': [
    'Ett flöde leder ut ur sluthändelsen.',
    'A flow leads out of the end event.',
    'Ta bort flödet eller använd en mellanhändelse.',
    'Remove the flow or use an intermediate event.',
  ],
  'boundary-without-host': [
    'Kanthändelsen sitter inte på någon aktivitet.',
    'The boundary event is not attached to an activity.',
    'Fäst den på den uppgift eller delprocess den gäller.',
    'Attach it to the task or sub-process it concerns.',
  ],
  'boundary-without-outgoing': [
    'Inget flöde leder ut ur kanthändelsen.',
    'No flow leads out of the boundary event.',
    'Rita vad som ska hända när den inträffar.',
    'Draw what shall happen when it occurs.',
  ],
  'event-start-in-sub-process': [
    'En vanlig delprocess kan inte starta av en händelse.',
    'A plain sub-process cannot start by an event.',
    'Använd en starthändelse utan utlösare.',
    'Use a start event without a trigger.',
  ],
  'gateway-without-outgoing': [
    'Inget flöde leder ut ur grinden.',
    'No flow leads out of the gateway.',
    'Dra minst ett flöde vidare.',
    'Draw at least one flow onward.',
  ],
  'condition-on-only-flow': [
    'Grindens enda flöde har ett villkor.',
    'The only flow of the gateway has a condition.',
    'Ta bort villkoret eller lägg till ett flöde till.',
    'Remove the condition or add another flow.',
  ],
  'condition-on-default': [
    'Standardflödet har ett villkor.',
    'The default flow has a condition.',
    'Ta bort villkoret: standardflödet tas när inget annat är sant.',
    'Remove the condition: the default flow is taken when no other is true.',
  ],
  'flow-without-condition': [
    'Flödet saknar villkor och är inte standardflöde: flöden efter det tas aldrig.',
    'The flow has no condition and is not the default flow: flows behind it are never taken.',
    'Ge flödet ett villkor eller gör det till standardflöde.',
    'Give the flow a condition or make it the default flow.',
  ],
  'condition-on-parallel': [
    'Ett villkor på ett flöde ur en parallell eller händelsestyrd grind har ingen verkan.',
    'A condition on a flow out of a parallel or event-based gateway has no effect.',
    'Ta bort villkoret eller använd en exklusiv grind.',
    'Remove the condition or use an exclusive gateway.',
  ],
  'event-gateway-target': [
    'Efter en händelsestyrd grind får bara fångande händelser och mottagaruppgifter stå.',
    'Only catch events and receive tasks may follow an event-based gateway.',
    'Sätt en meddelande- eller tidshändelse direkt efter grinden.',
    'Put a message or timer event right behind the gateway.',
  ],
  'event-gateway-merge': [
    'Händelsen efter en händelsestyrd grind har fler inkommande flöden.',
    'The event behind an event-based gateway has further incoming flows.',
    'Låt bara grinden leda till händelsen.',
    'Let only the gateway lead to the event.',
  ],
  'double-subscription': [
    'Två händelser i samma omfång väntar på meddelandet "{name}" på samma ställe.',
    'Two events in the same scope wait for the message "{name}" at the same place.',
    'Slå ihop dem eller använd olika meddelanden.',
    'Join them or use different messages.',
  ],
  'error-not-interrupting': [
    'En felhändelse måste avbryta sin aktivitet.',
    'An error event must interrupt its activity.',
    'Gör den avbrytande.',
    'Make it interrupting.',
  ],
  'flow-across-scopes': [
    'Flödet går mellan olika omfång.',
    'The flow crosses the border of a scope.',
    'Ett flöde stannar inom sin delprocess eller process.',
    'A flow stays inside its sub-process or process.',
  ],
  'no-error-code': [
    'Felet som kastas saknas eller har ingen kod.',
    'The error that is thrown is missing or has no code.',
    'Välj ett fel med kod för händelsen.',
    'Choose an error with a code for the event.',
  ],
  'result-mapping': [
    'Det finns ingen avbildning "{text}" av beslutets resultat.',
    'There is no mapping "{text}" of the result of a decision.',
    'Välj singleEntry, singleResult, collectEntries eller resultList.',
    'Choose singleEntry, singleResult, collectEntries or resultList.',
  ],
  'no-signal': [
    'Signalen saknas eller har inget namn.',
    'The signal is missing or has no name.',
    'Välj en signal med namn för händelsen.',
    'Choose a signal with a name for the event.',
  ],
  'no-escalation': [
    'Eskaleringen saknas, finns inte eller har ingen kod.',
    'The escalation is missing, does not exist or has no code.',
    'Välj en eskalering med kod för händelsen.',
    'Choose an escalation with a code for the event.',
  ],
  'no-condition': [
    'Villkorshändelsen har inget villkor.',
    'The conditional event has no condition.',
    'Skriv villkoret som händelsen väntar på.',
    'Write the condition that the event waits for.',
  ],
  'no-link': [
    'Länkhändelsen har inget namn.',
    'The link event has no name.',
    'Ge länken samma namn där den går och där den kommer fram.',
    'Give the link the same name where it leaves and where it arrives.',
  ],
  'no-link-target': [
    'Länken leder ingenstans: ingen fångande länkhändelse i omfånget har namnet.',
    'The link leads nowhere: no catching link event in the scope has the name.',
    'Lägg till den fångande länkhändelsen eller rätta namnet.',
    'Add the catching link event or correct the name.',
  ],
  'double-link': [
    'Två fångande länkhändelser har samma namn.',
    'Two catching link events have the same name.',
    'Behåll en av dem.',
    'Keep one of them.',
  ],
  'link-flow': [
    'Ett flöde leder in i den fångande länkhändelsen.',
    'A flow leads into the catching link event.',
    'Den nås bara genom sin länk; ta bort flödet.',
    'It is reached through its link only; remove the flow.',
  ],
  'no-compensated': [
    'Aktiviteten som ska kompenseras finns inte i händelsens omfång.',
    'The activity to be compensated is not in the scope of the event.',
    'Välj en aktivitet i samma omfång, eller ingen för att kompensera hela omfånget.',
    'Choose an activity of the same scope, or none to compensate the whole scope.',
  ],
  'no-handler': [
    'Kompensationshändelsen är inte förbunden med någon kompensation.',
    'The compensation event is not tied to any compensation handler.',
    'Dra en association till en aktivitet som är markerad för kompensation.',
    'Draw an association to an activity that is marked for compensation.',
  ],
  'handler-flow': [
    'Kompensation har inga flöden: den körs när den kastas.',
    'Compensation has no flows: it runs when it is thrown.',
    'Ta bort flödena och förbind med en association.',
    'Remove the flows and tie it with an association.',
  ],
  'compensation-of-process': [
    'En händelsedelprocess för kompensation kan bara stå i en delprocess.',
    'An event sub-process for compensation can stand in a sub-process only.',
    'Flytta den in i den delprocess som den ska göra ogjord.',
    'Move it into the sub-process that it shall undo.',
  ],
  'two-ways-to-undo': [
    'Delprocessen har både en kompensationshändelse på kanten och en händelsedelprocess för kompensation.',
    'The sub-process has a compensation event on its border and an event sub-process for compensation.',
    'Behåll ett av sätten.',
    'Keep one of the ways.',
  ],
  'double-compensation': [
    'Två händelser för kompensation på samma ställe.',
    'Two events for compensation at the same place.',
    'Behåll en av dem.',
    'Keep one of them.',
  ],
  'double-cancel': [
    'Två händelser för avbrott på samma transaktion.',
    'Two events for cancellation on the same transaction.',
    'Behåll en av dem.',
    'Keep one of them.',
  ],
  'double-catch': [
    'Två händelser på samma ställe tar samma sak "{name}", eller en tar allt bredvid en annan.',
    'Two events at the same place take the same "{name}", or one takes all beside another.',
    'Slå ihop dem eller skilj deras koder, namn eller villkor åt.',
    'Join them or tell their codes, names or conditions apart.',
  ],
  'cancel-outside-transaction': [
    'En händelse för avbrott hör bara hemma i en transaktion.',
    'A cancel event belongs to a transaction only.',
    'Gör delprocessen till en transaktion eller använd ett fel.',
    'Make the sub-process a transaction or use an error.',
  ],
  'escalation-host': [
    'Eskalering kan bara fångas på en delprocess, ett anrop eller en användaruppgift.',
    'An escalation can be caught on a sub-process, a call activity or a user task only.',
    'Fäst händelsen på det steg som eskalerar.',
    'Attach the event to the step that escalates.',
  ],
  'event-sub-start': [
    'En händelsedelprocess ska ha precis en starthändelse.',
    'An event sub-process has exactly one start event.',
    'Behåll en starthändelse med utlösare.',
    'Keep one start event with a trigger.',
  ],
  'event-sub-flow': [
    'En händelsedelprocess har inga flöden in eller ut.',
    'An event sub-process has no flows in or out.',
    'Den startar av sin händelse; ta bort flödet.',
    'It starts by its event; remove the flow.',
  ],
  'start-not-here': [
    'En ad hoc-delprocess har ingen starthändelse.',
    'An ad-hoc sub-process has no start event.',
    'Ta bort den: det som saknar inkommande flöde kan startas.',
    'Remove it: what has no incoming flow can be started.',
  ],
  'loop-not-here': [
    'Bara aktiviteter kan upprepas.',
    'Only activities can be repeated.',
    'Lägg upprepningen på en uppgift eller delprocess.',
    'Put the loop on a task or sub-process.',
  ],
  'loop-output': [
    'En upprepad aktivitet kan inte ha utdata: varje gång skulle skriva över den förra.',
    'A repeated activity cannot have outputs: each time would write over the one before.',
    'Lägg utdata på ett steg inuti.',
    'Put the outputs on a step inside.',
  ],
  'no-cardinality': [
    'Det står inte hur många gånger aktiviteten ska upprepas.',
    'It does not say how often the activity is to be repeated.',
    'Ange en samling eller ett antal.',
    'State a collection or a number.',
  ],
  'no-called-process': [
    'Anropet anger ingen process.',
    'The call names no process.',
    'Ange zeebe:calledElement processId="…".',
    'State zeebe:calledElement processId="…".',
  ],
  'no-id': [
    'Elementet {name} saknar id.',
    'The element {name} has no id.',
    'Ge det ett id, så att händelser kan hänvisa till det.',
    'Give it an id, so that events can refer to it.',
  ],
  'double-signal': [
    'Två signaler heter "{name}".',
    'Two signals are called "{name}".',
    'Behåll en av dem.',
    'Keep one of them.',
  ],
  'call-mapping': [
    'Mappningen saknar {what}.',
    'The mapping has no {what}.',
    'Ange både källa och mål, eller variables="all".',
    'State source and target, or variables="all".',
  ],
  'no-error-expression': [
    'Feldefinitionen saknar uttryck.',
    'The error definition has no expression.',
    'Ange när resultatet är ett fel.',
    'State when the result is an error.',
  ],
  'no-version': [
    'Bindningen saknar version.',
    'The binding has no version.',
    'Ange versionens nummer eller märke.',
    'State the number or the tag of the version.',
  ],
  // Content
  'feel-literal': [
    'Uttrycket börjar inte med "=" och skulle läsas som text: {text}',
    'The expression does not begin with "=" and would be read as text: {text}',
    'Skriv "=" först.',
    'Write "=" first.',
  ],
  'expression-language': [
    'Uttrycksspråket {name} stöds inte.',
    'The expression language {name} is not supported.',
    'Skriv uttrycket i FEEL.',
    'Write the expression in FEEL.',
  ],
  'no-task-type': [
    'Det står inte vad steget ska göra.',
    'It does not say what the step shall do.',
    'Ange ett byggblock med zeebe:taskDefinition type="…".',
    'Name a building block with zeebe:taskDefinition type="…".',
  ],
  'no-decision': [
    'Regeluppgiften anger inget beslut.',
    'The business rule task names no decision.',
    'Ange zeebe:calledDecision decisionId="…" resultVariable="…".',
    'State zeebe:calledDecision decisionId="…" resultVariable="…".',
  ],
  'no-script': [
    'Skriptuppgiften har inget FEEL-uttryck.',
    'The script task has no FEEL expression.',
    'Ange zeebe:script expression="=…" resultVariable="…".',
    'State zeebe:script expression="=…" resultVariable="…".',
  ],
  'no-message': [
    'Meddelandet saknar namn.',
    'The message has no name.',
    'Välj ett meddelande med namn för händelsen.',
    'Choose a message with a name for the event.',
  ],
  'start-message-expression': [
    'Namnet på ett startmeddelande kan inte vara ett uttryck: det finns inga variabler än.',
    'The name of a start message cannot be an expression: there are no variables yet.',
    'Skriv namnet som text.',
    'Write the name as text.',
  ],
  'no-correlation-key': [
    'Meddelandet saknar nyckel: det går inte att veta vilket ärende det gäller.',
    'The message has no key: nothing tells which case it concerns.',
    'Ange zeebe:subscription correlationKey="=case.id" på meddelandet.',
    'State zeebe:subscription correlationKey="=case.id" on the message.',
  ],
  'no-timer': [
    'Tidshändelsen saknar tid.',
    'The timer event has no time.',
    'Ange ett datum, en varaktighet (P14D) eller en cykel (R3/P1D).',
    'State a date, a duration (P14D) or a cycle (R3/P1D).',
  ],
  'bad-timer': [
    'Tiden "{text}" går inte att tolka.',
    'The time "{text}" cannot be understood.',
    'Skriv datum som 2026-03-01 eller 2026-03-01T08:00:00+01:00, varaktighet som P14D, cykel som R3/P1D.',
    'Write a date as 2026-03-01 or 2026-03-01T08:00:00+01:00, a duration as P14D, a cycle as R3/P1D.',
  ],
  'mapping-not-here': [
    'En sådan händelse kan inte ha mappningen.',
    'Such an event cannot have the mapping.',
    'Lägg mappningen på uppgiften före eller efter.',
    'Put the mapping on the task before or after it.',
  ],
  'bad-target': [
    'Målet "{text}" är inget variabelnamn.',
    'The target "{text}" is no name of a variable.',
    'Skriv ett namn med bokstäver, siffror och understreck, till exempel norm.belopp.',
    'Write a name of letters, digits and underscores, for example norm.belopp.',
  ],
} as const satisfies Record<string, readonly [sv: string, en: string, adviceSv: string, adviceEn: string]>;

export type SayCode = keyof typeof SAYS;

/** Fills the details in. */
export function say(template: string, details: { readonly [name: string]: string }): string {
  return template.replace(/\{([\w-]+)\}/g, (all, name: string) => details[name] ?? all);
}
