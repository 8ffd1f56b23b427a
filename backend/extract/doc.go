// Package extract reads a report of the genre into findings: progress, shortcomings and tasks, each tied to the exact
// characters that say so. It is pure: no clock, file, database or network; the same text gives the same reading.
//
// A reading takes four steps: outline (the articles of a page, their paragraphs and clauses), classify (the ordered Rules,
// first wins), fields (units, theme, due date, metrics, speaker), tidy (what is left over gets a role; every character of
// the source ends in exactly one span).
package extract
