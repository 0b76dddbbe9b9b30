@echo off
rem Starts the course command; builds it first when it is not there yet. It notices by itself when the sources have changed.
setlocal
where dotnet >nul 2>nul || (echo The command dotnet is not on the PATH. Install the .NET 10 SDK: https://dotnet.microsoft.com/download 1>&2 & exit /b 3)
if not exist "%~dp0artifacts\cli\current" dotnet run --project "%~dp0src\Course.Cli" -- start --build-only || exit /b
set /p version=<"%~dp0artifacts\cli\current"
set "COURSE_HOME=%~dp0."
dotnet "%~dp0artifacts\cli\%version%\Course.Cli.dll" %*
