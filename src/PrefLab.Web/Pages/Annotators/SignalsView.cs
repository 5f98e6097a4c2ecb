using PrefLab.Core.Quality;

namespace PrefLab.Web.Pages.Annotators;

/// <param name="Path">Of the list of annotators.</param>
public sealed record SignalsView(string Path, AnnotatorSignals Signals);
