using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CSharpKernel.Scripting;

namespace CSharpKernel.Workers;

/// <summary>One message between the kernel's process and its worker's.</summary>
/// <param name="Id">The call it belongs to; 0: none.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(ExecuteCall), "execute")]
[JsonDerivedType(typeof(CommCall), "comm")]
[JsonDerivedType(typeof(CompleteCall), "complete")]
[JsonDerivedType(typeof(InspectCall), "inspect")]
[JsonDerivedType(typeof(IsCompleteCall), "is complete")]
[JsonDerivedType(typeof(CancelCall), "cancel")]
[JsonDerivedType(typeof(InputAnswer), "answer")]
[JsonDerivedType(typeof(StopCall), "stop")]
[JsonDerivedType(typeof(WorkerReady), "ready")]
[JsonDerivedType(typeof(TextWritten), "written")]
[JsonDerivedType(typeof(ValueDisplayed), "displayed")]
[JsonDerivedType(typeof(OutputCleared), "cleared")]
[JsonDerivedType(typeof(CommSent), "sent")]
[JsonDerivedType(typeof(InputAsked), "asked")]
[JsonDerivedType(typeof(ExecuteResult), "executed")]
[JsonDerivedType(typeof(CommResult), "comm done")]
[JsonDerivedType(typeof(CompleteResult), "completed")]
[JsonDerivedType(typeof(InspectResult), "inspected")]
[JsonDerivedType(typeof(IsCompleteResult), "judged")]
[JsonDerivedType(typeof(CallFailed), "failed")]
internal abstract record WorkerMessage(long Id);

/// <summary>To the worker: run a cell.</summary>
internal sealed record ExecuteCall(long Id, Cell Cell) : WorkerMessage(Id);

/// <summary>To the worker: hand a comm message to the learner's code.</summary>
internal sealed record CommCall(long Id, string MessageType, JsonObject Content) : WorkerMessage(Id);

/// <summary>To the worker: what may stand at the cursor.</summary>
internal sealed record CompleteCall(long Id, string Code, int Cursor) : WorkerMessage(Id);

/// <summary>To the worker: what stands at the cursor.</summary>
internal sealed record InspectCall(long Id, string Code, int Cursor, int Detail) : WorkerMessage(Id);

/// <summary>To the worker: whether code is a whole cell.</summary>
internal sealed record IsCompleteCall(long Id, string Code) : WorkerMessage(Id);

/// <summary>To the worker: interrupt the call.</summary>
internal sealed record CancelCall(long Id) : WorkerMessage(Id);

/// <summary>To the worker: the line that a call asked for; null: nobody answers.</summary>
internal sealed record InputAnswer(long Id, string? Line) : WorkerMessage(Id);

/// <summary>To the worker: end.</summary>
internal sealed record StopCall() : WorkerMessage(0);

/// <summary>From the worker: it takes calls.</summary>
internal sealed record WorkerReady() : WorkerMessage(0);

/// <summary>From the worker: a call wrote text.</summary>
internal sealed record TextWritten(long Id, OutputStream Stream, string Text) : WorkerMessage(Id);

/// <summary>From the worker: a call shows a value.</summary>
internal sealed record ValueDisplayed(long Id, MimeBundle Bundle, string? DisplayId, bool Update) : WorkerMessage(Id);

/// <summary>From the worker: a call removes its output.</summary>
internal sealed record OutputCleared(long Id, bool Wait) : WorkerMessage(Id);

/// <summary>From the worker: a call sends a comm message.</summary>
internal sealed record CommSent(long Id, string MessageType, JsonObject Content) : WorkerMessage(Id);

/// <summary>From the worker: a call asks for a line.</summary>
internal sealed record InputAsked(long Id, string Prompt, bool Password) : WorkerMessage(Id);

/// <summary>From the worker: how a cell ended.</summary>
internal sealed record ExecuteResult(long Id, CellResult Result) : WorkerMessage(Id);

/// <summary>From the worker: the comm message was handled.</summary>
internal sealed record CommResult(long Id) : WorkerMessage(Id);

/// <summary>From the worker: what may stand at the cursor.</summary>
internal sealed record CompleteResult(long Id, Completions Result) : WorkerMessage(Id);

/// <summary>From the worker: what stands at the cursor; null: nothing that has a description.</summary>
internal sealed record InspectResult(long Id, MimeBundle? Result) : WorkerMessage(Id);

/// <summary>From the worker: whether code is a whole cell.</summary>
internal sealed record IsCompleteResult(long Id, Completeness Result) : WorkerMessage(Id);

/// <summary>From the worker: the call could not be carried out.</summary>
internal sealed record CallFailed(long Id, string Name, string Message) : WorkerMessage(Id);

/// <summary>How the messages are written: code generated at compile time, since reflection over them would cost the start of both processes.</summary>
[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WorkerMessage))]
internal sealed partial class WorkerJson : JsonSerializerContext;
