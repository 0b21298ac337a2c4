// Package rehearsal invents a company whose support employee sells customers'
// data, and rehearses the whole response to it: its customers, its access log,
// the reports of scam calls, and the truth to compare every answer with. The
// truth comes from the invented events alone, never from the product's own code.
package rehearsal
