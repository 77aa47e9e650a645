0000  8d 04 bf                       lea eax, [rdi+rdi*4]
0003  c3                             ret
