0000  31 c0                          xor eax, eax
0002  3b fe                          cmp edi, esi
0004  0f 92 c0                       setb al
0007  c3                             ret
