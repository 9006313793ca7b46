using FaceStream.Dashboard.Commands;
using FaceStream.Dashboard.Commands.Eval;

return await new CommandLine(
    DemoCommand.Create(),
    RunCommand.Create(),
    AnalyzeCommand.Create(),
    EnrollCommand.Create(),
    PeopleCommand.Create(),
    SightingsCommand.Create(),
    ExplainCommand.Create(),
    IdentifyCommand.Create(),
    VerifyCommand.Create(),
    CamerasCommand.Create(),
    ModelsCommand.Create(),
    EvalCommand.Create(),
    BenchCommand.Create(),
    DoctorCommand.Create()).RunAsync(args);
