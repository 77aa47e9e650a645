0000  f3 0f bd c7                    lzcnt eax, edi
0004  f3 0f bc cf                    tzcnt ecx, edi
0008  03 c1                          add eax, ecx
000a  f3 0f b8 cf                    popcnt ecx, edi
000e  03 c1                          add eax, ecx
0010  c3                             ret
