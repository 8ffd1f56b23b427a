// Package zh reads Chinese as offices write it: a normalised view of a text with an exact way back to the source's own
// offsets, its sentences and clauses, its numerals and its dates. Standard library only, no words of any genre.
package zh
