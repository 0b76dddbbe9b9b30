// What every notebook imports in its first cell: references and usings, nothing else.
// Paths start from a notebook's folder; all notebooks lie at the same depth.
#r "../../artifacts/notebook/FromScratch.dll"
#r "../../artifacts/notebook/Course.dll"
#r "../../artifacts/notebook/Autograders.dll"
using Autograders;
using Course;
using Course.Charts;
using Course.Display;
using Course.Libraries;
using FromScratch.Algorithms;
using FromScratch.Arrays;
using FromScratch.Calculus;
using FromScratch.Complexity;
using FromScratch.Data;
using FromScratch.Frames;
using FromScratch.Git;
using FromScratch.LinearAlgebra;
using FromScratch.Neural;
using FromScratch.Pipelines;
using FromScratch.Plotting;
using FromScratch.Probability;
using FromScratch.ResponsibleAi;
using FromScratch.Statistics;
using static Autograders.Checkpoints;
